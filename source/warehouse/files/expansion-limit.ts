import { sourceErrors } from "../../errors/source.ts";
import { bytesOf } from "../memory-limit.ts";

/** Far more than exports have, and less than most disks. */
const defaultLimit = "16GB";

/** Text of the most repetitive exports shrinks to a hundredth; what shrinks more was made to. Small files may. */
const mostRatio = 400;
const smallBytes = 256e6;

/**
 * How far a packed file (gz, a member of a zip) may expand: GROUNDS_EXPAND_LIMIT where it is set, else 16 GB and 400 times
 * its own size.
 */
export class ExpansionLimit {
  readonly #file: string;
  readonly #most: number;
  #expanded = 0;

  /** `packed` is the size of the file as it lies there, in bytes. */
  constructor(file: string, packed: number, given = process.env.GROUNDS_EXPAND_LIMIT) {
    this.#file = file;
    const allowed = bytesOf(given ?? "");
    const usual = Math.min(bytesOf(defaultLimit), Math.max(smallBytes, packed * mostRatio));
    this.#most = Number.isFinite(allowed) ? allowed : usual;
  }

  /** Counts bytes as they come out. Throws UserError once there are too many. */
  add(bytes: number): void {
    this.#expanded += bytes;
    if (this.#expanded > this.#most) throw sourceErrors.expandsTooFar({ file: this.#file, bytes: this.#most });
  }
}
