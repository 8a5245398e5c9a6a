package io.faultlore.receiver.otlp;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/**
 * A protobuf message that has not been parsed yet: a piece of the request's bytes.
 *
 * <p>Walking over the outer messages by hand and parsing each record from its own slice is what
 * lets one broken record be rejected without its neighbours.
 */
// An array, because a slice is a view; it lives for one request.
@SuppressWarnings("ArrayRecordComponent")
record WireSlice(byte[] bytes, int offset, int length) {
  /**
   * Messages inside messages, at most; the bound that keeps a nested attribute value (three
   * messages a level) from exhausting the stack. 100 is also protobuf's own default.
   */
  static final int MESSAGE_DEPTH_MAX = 100;

  /** Receives the fields that hold bytes: messages and strings. */
  interface Visitor {
    void field(int number, WireSlice content) throws InvalidProtocolBufferException;
  }

  /** Receives the fields that hold a number. */
  interface NumberVisitor {
    void field(int number, long value);
  }

  WireSlice(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  /** Calls the visitor for every field that holds bytes, in order; other fields are skipped. */
  void walk(Visitor visitor) throws InvalidProtocolBufferException {
    walk(visitor, (number, value) -> {});
  }

  void walk(Visitor visitor, NumberVisitor numbers) throws InvalidProtocolBufferException {
    CodedInputStream in = open();
    try {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        int number = WireFormat.getTagFieldNumber(tag);
        switch (WireFormat.getTagWireType(tag)) {
          case WireFormat.WIRETYPE_LENGTH_DELIMITED -> {
            int size = in.readRawVarint32();
            int start = offset + in.getTotalBytesRead();
            in.skipRawBytes(size);
            visitor.field(number, new WireSlice(bytes, start, size));
          }
          case WireFormat.WIRETYPE_VARINT -> numbers.field(number, in.readRawVarint64());
          default -> in.skipField(tag);
        }
      }
    } catch (InvalidProtocolBufferException broken) {
      throw broken;
    } catch (IOException impossible) {
      throw new IllegalStateException("reading from an array cannot fail", impossible);
    }
  }

  <T> T parse(Parser<T> parser) throws InvalidProtocolBufferException {
    CodedInputStream in = open();
    T message = parser.parseFrom(in, ExtensionRegistryLite.getEmptyRegistry());
    in.checkLastTagWas(0);
    return message;
  }

  private CodedInputStream open() {
    CodedInputStream in = CodedInputStream.newInstance(bytes, offset, length);
    in.setRecursionLimit(MESSAGE_DEPTH_MAX);
    return in;
  }
}
