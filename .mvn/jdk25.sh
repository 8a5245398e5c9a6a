# Sourced by mvnw and faultlore: points JAVA_HOME at a JDK 25 or newer, or says what to install.
# A JDK counts when its release file says 25 or more and it can compile.
jdk_is_25() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  jdk_major=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  [ "${jdk_major:-0}" -ge 25 ]
}

if ! jdk_is_25 "${JAVA_HOME:-/nonexistent}"; then
  jdk_found=
  for jdk_candidate in /usr/lib/jvm/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* \
    "$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if jdk_is_25 "$jdk_candidate"; then
      jdk_found=$jdk_candidate
      break
    fi
  done
  if [ -z "$jdk_found" ]; then
    echo "Faultlore needs a JDK 25: install one (for instance Temurin 25, package temurin-25-jdk) or set JAVA_HOME to it." >&2
    exit 1
  fi
  JAVA_HOME=$jdk_found
fi
export JAVA_HOME
