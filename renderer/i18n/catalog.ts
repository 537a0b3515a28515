/** The shape of a catalog in another language: the same keys, any text. */
export type Catalog<Source> = {
  readonly [Key in keyof Source]: Source[Key] extends string ? string : Catalog<Source[Key]>;
};
