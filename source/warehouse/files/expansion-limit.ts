import { sourceErrors } from "../../errors/source.ts";
import { bytesOf } from "../database/memory-limit.ts";

/** Far more than exports need, and less than most disks have. */
const defaultLimit = "16GB";

/** The most repetitive exports compress to a hundredth; one letter again and again to a 370th. Small files may expand further. */
const mostRatio = 200;
const smallBytes = 256e6;

/**
 * How far a compressed file (gz, a member of a zip) may expand: GROUNDS_EXPAND_LIMIT if it is set, otherwise 16 GB and 200
 * times its own size.
 */
export class ExpansionLimit {
  readonly #file: string;
  readonly #most: number;
  #expanded = 0;

  /** `packed` is the size of the file on disk, in bytes. */
  constructor(file: string, packed: number, given = process.env.GROUNDS_EXPAND_LIMIT) {
    this.#file = file;
    const allowed = bytesOf(given ?? "");
    const usual = Math.min(bytesOf(defaultLimit), Math.max(smallBytes, packed * mostRatio));
    this.#most = Number.isFinite(allowed) ? allowed : usual;
  }

  /** Counts bytes as they are expanded. Throws UserError once there are too many. */
  add(bytes: number): void {
    this.#expanded += bytes;
    if (this.#expanded > this.#most) throw sourceErrors.expandsTooFar({ file: this.#file, bytes: this.#most });
  }
}
