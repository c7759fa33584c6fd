import { UserError } from "./errors.ts";

const reasons: Readonly<Record<string, readonly [what: string, why: string, next: string]>> = {
  ENOSPC: ["The disk is full", "There was no room left", "Free some space, or choose another place, and try again."],
  EDQUOT: ["The disk quota is used up", "The system allows no more", "Free some space, or choose another place."],
  EIO: ["The disk failed", "The system reports an input/output error", "Look at the disk's health, then try again."],
  EROFS: [
    "The place is read-only",
    "Nothing can be written there",
    "Choose another place: --warehouse FILE, GROUNDS_DATA.",
  ],
  EACCES: ["Access is denied", "The permissions do not allow it", "Correct the permissions, or choose another place."],
  EPERM: ["Access is denied", "The system does not allow it", "Correct the permissions, or choose another place."],
  EMFILE: ["Too many files are open", "The limit of this process is reached", "Raise it (ulimit -n), then try again."],
  ENFILE: ["Too many files are open", "The limit of the system is reached", "Close other programs, then try again."],
  ENOTDIR: ["A part of the path is no folder", "A file is where a folder should be", "Choose another place."],
  EISDIR: ["A folder is in the way", "A file was to be there", "Choose another name."],
  ENAMETOOLONG: ["The name is too long", "The file system does not take it", "Choose a shorter name."],
  ELOOP: ["The links lead in a circle", "No file is at their end", "Correct the links, or name the file itself."],
  EBUSY: ["The file is in use", "Another program holds it", "Close that program, then try again."],
};

/**
 * What the system refused (disk full, no access, …) as an error that the user can act on; undefined for every other error.
 * Tells path and call, never content.
 */
export function systemFailure(error: unknown): UserError | undefined {
  if (!(error instanceof Error) || error instanceof UserError || !("code" in error) || !("syscall" in error))
    return undefined;
  const known = reasons[String(error.code)];
  if (known === undefined) return undefined;
  const [what, why, next] = known;
  const place = "path" in error && typeof error.path === "string" ? ` ${error.path}` : "";
  return new UserError(what, {
    why: `${why} (${String(error.code)}: ${String(error.syscall)}${place}); what was there before is intact.`,
    next,
  });
}
