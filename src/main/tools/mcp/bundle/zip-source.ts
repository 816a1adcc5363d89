/** Bytes that can be read anywhere. */
export interface ZipSource {
  readonly size: number;
  /** That many bytes, or fewer at the end. */
  read(at: number, length: number): Promise<Buffer>;
}
