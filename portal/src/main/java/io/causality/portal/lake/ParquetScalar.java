package io.causality.portal.lake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/**
 * A value without parts. Times are written to the microsecond, what is finer is cut off.
 *
 * @param logical null for none
 * @param length bytes of a fixed length; 0 for other types
 * @param converter from the engine's text
 */
record ParquetScalar(
    PrimitiveTypeName primitive,
    @Nullable LogicalTypeAnnotation logical,
    int length,
    Converter converter)
    implements ParquetValue {
  /** What has no type of its own in Parquet. */
  static final ParquetScalar TEXT =
      scalar(
          PrimitiveTypeName.BINARY,
          LogicalTypeAnnotation.stringType(),
          (text, to) -> to.addBinary(Binary.fromString(text)));

  private static final int LONG_DIGITS = 18;
  private static final int DECIMAL_BYTES = 16;
  private static final DateTimeFormatter DATE =
      new DateTimeFormatterBuilder()
          .appendValue(ChronoField.YEAR, 4, 10, SignStyle.NORMAL)
          .appendPattern("-MM-dd")
          .toFormatter();
  private static final DateTimeFormatter DATE_TIME =
      new DateTimeFormatterBuilder()
          .append(DATE)
          .appendLiteral(' ')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .toFormatter();

  /** Writes a value that is given as text. */
  @FunctionalInterface
  interface Converter {
    void write(String text, RecordConsumer to);
  }

  private static ParquetScalar scalar(
      PrimitiveTypeName primitive, @Nullable LogicalTypeAnnotation logical, Converter converter) {
    return new ParquetScalar(primitive, logical, 0, converter);
  }

  /**
   * The scalar for a type of the engine.
   *
   * @param numbers its parameters, as precision and scale
   */
  static ParquetScalar of(String type, List<Integer> numbers) {
    return switch (type) {
      case "boolean" ->
          scalar(
              PrimitiveTypeName.BOOLEAN,
              null,
              (text, to) -> to.addBoolean(Boolean.parseBoolean(text)));
      case "tinyint", "smallint", "integer" ->
          scalar(
              PrimitiveTypeName.INT32, null, (text, to) -> to.addInteger(Integer.parseInt(text)));
      case "bigint" ->
          scalar(PrimitiveTypeName.INT64, null, (text, to) -> to.addLong(Long.parseLong(text)));
      case "real" ->
          scalar(PrimitiveTypeName.FLOAT, null, (text, to) -> to.addFloat(Float.parseFloat(text)));
      case "double" ->
          scalar(
              PrimitiveTypeName.DOUBLE, null, (text, to) -> to.addDouble(Double.parseDouble(text)));
      case "decimal" -> decimal(numbers.getFirst(), numbers.getLast());
      case "varbinary" ->
          scalar(
              PrimitiveTypeName.BINARY,
              null,
              (text, to) ->
                  to.addBinary(Binary.fromConstantByteArray(Base64.getDecoder().decode(text))));
      case "date" ->
          scalar(
              PrimitiveTypeName.INT32,
              LogicalTypeAnnotation.dateType(),
              (text, to) -> to.addInteger((int) LocalDate.parse(text, DATE).toEpochDay()));
      case "time" ->
          scalar(
              PrimitiveTypeName.INT64,
              LogicalTypeAnnotation.timeType(false, TimeUnit.MICROS),
              (text, to) -> to.addLong(LocalTime.parse(fine(text)).toNanoOfDay() / 1000));
      case "timestamp" ->
          scalar(
              PrimitiveTypeName.INT64,
              LogicalTypeAnnotation.timestampType(false, TimeUnit.MICROS),
              (text, to) ->
                  to.addLong(
                      micros(
                          LocalDateTime.parse(fine(text), DATE_TIME).toInstant(ZoneOffset.UTC))));
      case "timestamp with time zone" ->
          scalar(
              PrimitiveTypeName.INT64,
              LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS),
              (text, to) -> to.addLong(micros(zoned(text))));
      default -> TEXT;
    };
  }

  private static ParquetScalar decimal(int precision, int scale) {
    LogicalTypeAnnotation logical = LogicalTypeAnnotation.decimalType(scale, precision);
    if (precision <= LONG_DIGITS) {
      return scalar(
          PrimitiveTypeName.INT64,
          logical,
          (text, to) -> to.addLong(unscaled(text, scale).longValueExact()));
    }
    return new ParquetScalar(
        PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY,
        logical,
        DECIMAL_BYTES,
        (text, to) -> to.addBinary(Binary.fromConstantByteArray(bigEndian(unscaled(text, scale)))));
  }

  private static BigInteger unscaled(String text, int scale) {
    return new BigDecimal(text).setScale(scale).unscaledValue();
  }

  private static byte[] bigEndian(BigInteger value) {
    byte[] digits = value.toByteArray();
    byte[] fixed = new byte[DECIMAL_BYTES];
    Arrays.fill(fixed, (byte) (value.signum() < 0 ? -1 : 0));
    System.arraycopy(digits, 0, fixed, DECIMAL_BYTES - digits.length, digits.length);
    return fixed;
  }

  /** Without digits beyond the nanosecond, which Java's times do not have. */
  private static String fine(String time) {
    int point = time.lastIndexOf('.');
    return point < 0 ? time : time.substring(0, Math.min(time.length(), point + 10));
  }

  private static Instant zoned(String text) {
    int zone = text.lastIndexOf(' ');
    return LocalDateTime.parse(fine(text.substring(0, zone)), DATE_TIME)
        .atZone(ZoneId.of(text.substring(zone + 1)))
        .toInstant();
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  @Override
  public Type field(String name) {
    return field(name, Repetition.OPTIONAL);
  }

  /** The schema of a field that is never null. */
  Type requiredField(String name) {
    return field(name, Repetition.REQUIRED);
  }

  private Type field(String name, Repetition repetition) {
    var builder = Types.primitive(primitive, repetition).as(logical);
    return (length > 0 ? builder.length(length) : builder).named(name);
  }

  @Override
  public void write(JsonParser from, RecordConsumer to) throws IOException {
    // JSON as a type comes as text; of anything else that has parts there is no scalar.
    if (from.currentToken() == JsonToken.START_ARRAY
        || from.currentToken() == JsonToken.START_OBJECT) {
      throw new IOException("a value with parts where the engine announced one without");
    }
    write(from.getText(), to);
  }

  void write(String text, RecordConsumer to) {
    converter.write(text, to);
  }
}
