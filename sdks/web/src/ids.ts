let lastMs = 0;
let sequence = 0;

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, "0");

/**
 * A UUID of version 7. Those of one page rise, also within a millisecond, so that they sort in the order of their making: the
 * twelve bits after the time count up from a random start. When they run out the time goes ahead by one.
 */
export const uuidv7 = (ms: number): string => {
  const random = crypto.getRandomValues(new Uint8Array(10));
  if (ms > lastMs) {
    lastMs = ms;
    sequence = (random[8]! << 3) | (random[9]! & 7);
  } else if (++sequence > 0xfff) {
    lastMs++;
    sequence = 0;
  }
  const time = hex(lastMs, 12);
  let tail = "";
  random.slice(0, 8).forEach((byte, i) => (tail += hex(i ? byte : (byte & 0x3f) | 0x80, 2)));
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(sequence, 3)}-${tail.slice(0, 4)}-${tail.slice(4)}`;
};
