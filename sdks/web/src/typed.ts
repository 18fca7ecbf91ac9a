/** An event of the .proto files, made by the functions of typed-events.ts. */
export interface TypedEvent {
  readonly name: string;
  readonly properties: Record<string, unknown>;
}

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => "_" + letter.toLowerCase());

const wire = (value: unknown, asIs?: string): unknown =>
  Array.isArray(value)
    ? value.map((item) => wire(item))
    : value && typeof value === "object"
      ? Object.fromEntries(Object.entries(value).map(([key, member]) => [snake(key), key === asIs ? member : wire(member)]))
      : value;

/** Fields in camelCase become properties in snake_case, but for the keys of the map `asIs`, which are the app's own. */
export const typed = (name: string, fields: object, asIs?: string): TypedEvent => ({ name, properties: wire(fields, asIs) as Record<string, unknown> });
