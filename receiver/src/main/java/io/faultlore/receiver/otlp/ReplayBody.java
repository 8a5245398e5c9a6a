package io.faultlore.receiver.otlp;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A captured request as a sender would send it: protobuf, with all times shifted alike. OTLP's
 * times are fixed64 fields whose name ends with {@code time_unix_nano}, so they are overwritten in
 * place; a time of 0 means unset and stays.
 */
public final class ReplayBody {
  private static final String TIME = "time_unix_nano";

  private ReplayBody() {}

  /**
   * The body to send.
   *
   * @param shiftNanos is added to every time
   * @throws MalformedRequestException when the line is no export request
   */
  public static byte[] of(CapturedBatch batch, long shiftNanos) throws MalformedRequestException {
    SignalKind kind = batch.kind();
    byte[] body = new JsonRequest(kind, new Rejections()).toProtobuf(batch.json());
    if (shiftNanos != 0) {
      shift(kind, body, shiftNanos);
    }
    return body;
  }

  /** How many records the body holds. */
  public static int items(CapturedBatch batch) {
    Decoded decoded = batch.decoded();
    return decoded.signals().size() + decoded.unrecorded();
  }

  static void shift(SignalKind kind, byte[] body, long nanos) throws MalformedRequestException {
    ByteBuffer patch = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
    try {
      shift(MessageShape.request(kind), CodedInputStream.newInstance(body), patch, nanos);
    } catch (IOException broken) {
      throw new MalformedRequestException("the body is broken protobuf", broken);
    }
  }

  private static void shift(Descriptor type, CodedInputStream in, ByteBuffer patch, long nanos)
      throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
      if (field == null) {
        in.skipField(tag);
      } else if (field.getType() == FieldDescriptor.Type.MESSAGE && mayHoldTimes(field)) {
        int outer = in.pushLimit(in.readRawVarint32());
        shift(field.getMessageType(), in, patch, nanos);
        in.popLimit(outer);
      } else if (field.getType() == FieldDescriptor.Type.FIXED64
          && field.getName().endsWith(TIME)) {
        int at = in.getTotalBytesRead();
        long time = in.readFixed64();
        patch.putLong(at, time == 0 ? 0 : time + nanos);
      } else {
        in.skipField(tag);
      }
    }
  }

  /** Attributes, resources and scopes hold none, and are most of the bytes. */
  private static boolean mayHoldTimes(FieldDescriptor field) {
    String file = field.getMessageType().getFile().getName();
    return !file.contains("/common/") && !file.contains("/resource/");
  }
}
