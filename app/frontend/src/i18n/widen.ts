// The shape of a dictionary: the same keys, any text; functions keep what they take.
export type Widen<T> = T extends string
  ? string
  : T extends (...given: infer Given) => string
    ? (...given: Given) => string
    : { [Key in keyof T]: Widen<T[Key]> };
