package io.faultlore.receiver.server;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Reads a body within a limit and within the budget of all requests. What comes after a refusal is
 * thrown away, so that a client which sends first and reads later still sees its answer.
 */
final class BodyReader implements Subscriber<HttpObject> {
  private final ByteBudget.Share share;
  private final long bytesMax;
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private final List<byte[]> chunks = new ArrayList<>();
  private int size;

  private BodyReader(ByteBudget.Share share, long bytesMax) {
    this.share = share;
    this.bytesMax = bytesMax;
  }

  /**
   * The whole body; completes exceptionally with a {@link RefusedException}, or with what the
   * connection died of.
   */
  static CompletableFuture<byte[]> read(
      HttpRequest request, ByteBudget.Share share, long bytesMax) {
    BodyReader reader = new BodyReader(share, bytesMax);
    request.subscribe(reader);
    return reader.body;
  }

  /** Throws away the body of a request that has its answer. */
  static void discard(HttpRequest request, ByteBudget budget) {
    BodyReader reader = new BodyReader(budget.share(), 0);
    reader.body.cancel(false);
    request.subscribe(reader);
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    // The limit bounds what is kept, so there is no need to ask piece by piece.
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(HttpObject object) {
    if (body.isDone() || !(object instanceof HttpData data)) {
      return;
    }
    int more = data.length();
    if (more > bytesMax - size) {
      refuse(Refusals.tooLarge(bytesMax));
    } else if (!share.take(more)) {
      refuse(Refusals.busy());
    } else {
      chunks.add(data.array());
      size += more;
    }
  }

  private void refuse(ExportResult result) {
    chunks.clear();
    body.completeExceptionally(new RefusedException(result));
  }

  @Override
  public void onError(Throwable cause) {
    chunks.clear();
    body.completeExceptionally(cause);
  }

  @Override
  public void onComplete() {
    if (!body.isDone()) {
      body.complete(Bytes.join(chunks, size));
    }
  }
}
