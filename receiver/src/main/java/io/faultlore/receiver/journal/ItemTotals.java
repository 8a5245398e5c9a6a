package io.faultlore.receiver.journal;

/**
 * What became of all items of one signal since the data directory was made.
 *
 * @param accepted new items, durable
 * @param duplicate items that had been accepted before
 * @param rejected items that the decoder found invalid
 */
public record ItemTotals(long accepted, long duplicate, long rejected) {
  /** Every item of every answered request is one of the three. */
  public long received() {
    return accepted + duplicate + rejected;
  }
}
