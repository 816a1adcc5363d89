/** A line that was too long to keep: how long, and how it began and ended. */
export interface LongLine {
  readonly bytes: number;
  /** Its first and its last kilobyte. */
  readonly head: string;
  readonly tail: string;
}

export interface LineReader {
  push(chunk: Buffer): void;
  /** What stands behind the last newline is a line too. */
  end(): void;
}

export interface LineReaderOptions {
  /** Without the newline. */
  readonly maxLineBytes?: number;
  onLine(line: string): void;
  /** Called once for a line over the cap, when its end was seen. */
  onLongLine(line: LongLine): void;
}

const megabyte = 1024 * 1024;
const edgeBytes = 1024;
const newline = 0x0a;
const carriageReturn = 0x0d;

/**
 * Splits UTF-8 bytes into lines at `\n` or `\r\n`, in time that grows with the bytes and not with the
 * chunks: what waits for its newline lies in one buffer that doubles, so however small the pieces
 * are, a byte is copied three times at most.
 */
export function createLineReader({
  maxLineBytes = 64 * megabyte,
  onLine,
  onLongLine,
}: LineReaderOptions): LineReader {
  let held = Buffer.alloc(0);
  let heldBytes = 0;
  let long: { bytes: number; readonly head: Buffer; tail: Buffer } | undefined;

  function add(piece: Buffer): void {
    if (long !== undefined) {
      long.bytes += piece.length;
      long.tail = lastOf(long.tail, piece);
    } else if (heldBytes + piece.length > maxLineBytes) {
      const before = held.subarray(0, heldBytes);
      long = {
        bytes: heldBytes + piece.length,
        head: firstOf(before, piece),
        tail: lastOf(before, piece),
      };
      letGo();
    } else hold(piece);
  }

  function hold(piece: Buffer): void {
    const needed = heldBytes + piece.length;
    if (needed > held.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, held.length * 2));
      held.copy(larger, 0, 0, heldBytes);
      held = larger;
    }
    piece.copy(held, heldBytes);
    heldBytes = needed;
  }

  function letGo(): void {
    heldBytes = 0;
    // A large buffer is not kept for the sake of the next large line.
    if (held.length > megabyte) held = Buffer.alloc(0);
  }

  function finish(): void {
    if (long === undefined) {
      const line = decode(held.subarray(0, heldBytes));
      letGo();
      return onLine(line);
    }
    const { bytes, head, tail } = long;
    long = undefined;
    onLongLine({ bytes, head: head.toString(), tail: decode(tail) });
  }

  return {
    push(chunk) {
      let from = 0;
      for (;;) {
        const at = chunk.indexOf(newline, from);
        const piece = chunk.subarray(from, at === -1 ? chunk.length : at);
        if (at === -1) return piece.length === 0 ? undefined : add(piece);
        from = at + 1;
        // Most lines lie in one chunk and need no copy.
        if (heldBytes === 0 && long === undefined && piece.length <= maxLineBytes) {
          onLine(decode(piece));
        } else {
          add(piece);
          finish();
        }
      }
    },
    end() {
      if (heldBytes > 0 || long !== undefined) finish();
    },
  };
}

function decode(line: Buffer): string {
  return line.toString('utf8', 0, line.length - (line.at(-1) === carriageReturn ? 1 : 0));
}

/** Copies, so that a small end does not keep a large chunk alive. */
function firstOf(before: Buffer, piece: Buffer): Buffer {
  return Buffer.concat([before.subarray(0, edgeBytes), piece.subarray(0, edgeBytes)]).subarray(
    0,
    edgeBytes,
  );
}

function lastOf(before: Buffer, piece: Buffer): Buffer {
  return Buffer.concat([before.subarray(-edgeBytes), piece.subarray(-edgeBytes)]).subarray(
    -edgeBytes,
  );
}
