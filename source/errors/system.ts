import { exitCode } from "../errors.ts";
import { failure, section } from "./entry.ts";

interface Refusal {
  /** Call and path, as `ENOSPC: write /tmp/x`. */
  readonly call: string;
}

const elsewhere =
  "choose another place: --warehouse FILE for the warehouse, GROUNDS_DATA=FOLDER for everything that Grounds keeps.";
const refused = (what: string, why: string, next: string) =>
  failure(({ call }: Refusal) => ({ what, why: `${why} (${call}); what was there before is intact.`, next }));

/** Refusals by the operating system, by its own code; and what should never happen. */
export const systemErrors = section("system", {
  ENOSPC: refused(
    "The disk is full",
    "There was no room left",
    "Free some space, or choose another place, and try again.",
  ),
  EDQUOT: refused(
    "The disk quota is used up",
    "The system allows no more",
    "Free some space, or choose another place.",
  ),
  EIO: refused(
    "The disk failed",
    "The system reports an input/output error",
    "Look at the disk's health, then try again.",
  ),
  EROFS: refused("The place is read-only", "Nothing can be written there", `Make it writable, or ${elsewhere}`),
  EACCES: refused("Access is denied", "The permissions do not allow it", `Correct the permissions, or ${elsewhere}`),
  EPERM: refused("Access is denied", "The system does not allow it", `Correct the permissions, or ${elsewhere}`),
  EMFILE: refused(
    "Too many files are open",
    "The limit of this process is reached",
    "Raise it (ulimit -n), then try again.",
  ),
  ENFILE: refused(
    "Too many files are open",
    "The limit of the system is reached",
    "Close other programs, then try again.",
  ),
  ENOTDIR: refused("A part of the path is no folder", "A file is where a folder should be", "Choose another place."),
  EISDIR: refused("A folder is in the way", "A file should be there", "Choose another name."),
  ENAMETOOLONG: refused("The name is too long", "The file system does not accept it", "Choose a shorter name."),
  ELOOP: refused("The links form a circle", "They do not end at a file", "Correct the links, or name the file itself."),
  EBUSY: refused("The file is in use", "Another program holds it", "Close that program, then try again."),
  notInstalled: failure(({ from }: { from: string }) => ({
    what: "The folder of Grounds cannot be found.",
    why: `No package.json named grounds lies above ${from}.`,
    next: "Install Grounds again.",
  })),
  missingPeer: failure(
    ({ name, version, needs, folder }: { name: string; version: string; needs: string; folder: string }) => ({
      what: `${needs} needs the package ${name}`,
      why: "It is large and only this needs it, so Grounds does not install it by itself.",
      next: `Run: npm install --prefix "${folder}" "${name}@${version}"`,
    }),
  ),
  bug: failure(
    ({ file }: { file: string | undefined }) => ({
      what: "This is a bug in Grounds, not in your data",
      why: "Something happened that its authors did not foresee; your data and the warehouse are untouched.",
      next: file
        ? `Please report it with the file ${file}: it tells where in the program and after which actions, and no values.`
        : "Please report what you did; no crash file could be written.",
    }),
    exitCode.bug,
  ),
});
