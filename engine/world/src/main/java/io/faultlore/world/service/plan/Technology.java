package io.faultlore.world.service.plan;

/**
 * What a service is built with: decides names and units of its metrics and the voice of its logs.
 */
public enum Technology {
  SPRING,
  JAVA,
  GO,
  NODE,
  PYTHON,
  DOTNET,
  ENVOY,
  POSTGRES,
  MYSQL,
  MONGODB,
  REDIS,
  MEMCACHED,
  KAFKA,
  RABBITMQ,
  /** Somebody else's system: it sends no telemetry at all. */
  EXTERNAL;

  public boolean isJvm() {
    return this == SPRING || this == JAVA || this == KAFKA;
  }

  /** Whether memory fills with garbage that a collector clears. */
  public boolean collectsGarbage() {
    return isJvm() || this == GO || this == NODE || this == DOTNET;
  }

  public boolean isDatabase() {
    return this == POSTGRES || this == MYSQL || this == MONGODB;
  }

  public boolean isCache() {
    return this == REDIS || this == MEMCACHED;
  }

  public boolean isBroker() {
    return this == KAFKA || this == RABBITMQ;
  }

  /** Whether few threads wait for others with their requests in hand. */
  boolean hasThreadPool() {
    return this == SPRING || this == JAVA || this == PYTHON || this == DOTNET;
  }

  /** Whether its own code asks others. */
  public boolean isApplication() {
    return !isDatabase() && !isCache() && !isBroker() && this != EXTERNAL;
  }

  /** Value of {@code db.system.name} or {@code messaging.system}. */
  public String system() {
    return switch (this) {
      case POSTGRES -> "postgresql";
      case MYSQL -> "mysql";
      case MONGODB -> "mongodb";
      case REDIS -> "redis";
      case MEMCACHED -> "memcached";
      case KAFKA -> "kafka";
      case RABBITMQ -> "rabbitmq";
      case SPRING, JAVA, GO, NODE, PYTHON, DOTNET, ENVOY, EXTERNAL -> "";
    };
  }

  public int port() {
    return switch (this) {
      case POSTGRES -> 5432;
      case MYSQL -> 3306;
      case MONGODB -> 27017;
      case REDIS -> 6379;
      case MEMCACHED -> 11211;
      case KAFKA -> 9092;
      case RABBITMQ -> 5672;
      case EXTERNAL -> 443;
      case SPRING, JAVA, GO, NODE, PYTHON, DOTNET, ENVOY -> 8080;
    };
  }
}
