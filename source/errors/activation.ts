import { failure, section, usage } from "./entry.ts";

/** Audiences that cannot be sent. None of these messages contains a token or personal data. */
export const activationErrors = section("activation", {
  noAudience: usage(({ name, next }: { name: string; next: string }) => ({
    what: `There is no audience "${name}"`,
    why: "Audiences are named in audiences.yml beside the source, or saved from the customers of a slice with A.",
    next,
  })),
  wrongFile: failure(({ file, line, why }: { file: string; line: number; why: string }) => ({
    what: `${file}:${line} cannot be used`,
    why,
    next: "Correct the line; docs/audiences.md describes the file.",
  })),
  unreadableFile: failure(({ file, why }: { file: string; why: string }) => ({
    what: `${file} cannot be read`,
    why,
    next: "Audiences are read from this file; make it readable, or move it away.",
  })),
  noDestination: failure(({ name, network, fields }: { name: string; network: string; fields: string }) => ({
    what: `The audience "${name}" has no id at ${network}`,
    why: "audiences.yml does not say which audience it fills there.",
    next: `Add to it: ${network}: { ${fields} }`,
  })),
  noView: failure(({ name, view }: { name: string; view: string }) => ({
    what: `The audience "${name}" names the view "${view}", which does not exist`,
    why: "Views are saved in the screens with V, for this warehouse.",
    next: "Save the view, or write its filters under where.",
  })),
  noConsent: failure(({ members, unknown }: { members: number; unknown: number }) => ({
    what: "Nothing was sent: no consent",
    why: `Of ${members} members none is known to have agreed (consent_ad_user_data and consent_ad_personalization); ${unknown} never answered.`,
    next: "Map the consent columns, or add --allow-without-consent if you may send customers who never answered.",
  })),
  tooSmall: failure((of: { label: string; size: number; minimum: number; members: number }) => ({
    what: `The audience is under ${of.label}'s minimum: ${of.size} of at least ${of.minimum}`,
    why: `${of.label} matches nobody in smaller audiences. ${of.members} customers fit the rule; the others have no consent, no address or phone, or objected.`,
    next: "Widen the audience's rule; --dry-run shows the counts.",
  })),
  noToken: failure(({ label, variable }: { label: string; variable: string }) => ({
    what: `There is no access token for ${label}`,
    why: `It comes from the environment variable ${variable}, and is written nowhere.`,
    next: `Set ${variable} and run it again.`,
  })),
  tokenExpired: failure(({ label, variable }: { label: string; variable: string }) => ({
    what: `${label} does not accept the access token`,
    why: "It has expired, was revoked, or lacks the right to change audiences.",
    next: `Set ${variable} to a new one and run the same command: it goes on where it stopped.`,
  })),
  unsafeAddress: failure(({ variable }: { variable: string }) => ({
    what: `${variable} is not an address that may receive a token`,
    why: "It must begin with https:// (http:// on this machine alone) and hold no password.",
    next: `Correct ${variable}, or unset it.`,
  })),
  unreachable: failure(({ label, why }: { label: string; why: string }) => ({
    what: `${label} could not be reached`,
    why,
    next: "Run the same command later: it goes on where it stopped, and nothing is sent twice.",
  })),
  refused: failure(({ label, status, why }: { label: string; status: number; why: string }) => ({
    what: `${label} refused the request (${status})`,
    why,
    next: "Check the audience's id and the account's rights there; what it accepted before is kept.",
  })),
  busy: failure(() => ({
    what: "Another activation of this warehouse is running",
    why: "Only one sends at a time, so that nothing is sent twice.",
    next: "Wait for it to end, then run the command again.",
  })),
  noNetwork: usage(() => ({
    what: "--to is missing",
    why: "An audience goes to meta, to google, or to file: a CSV for the upload page of each.",
    next: "Write for example --to file.",
  })),
  ledgerUnreadable: failure(({ file }: { file: string }) => ({
    what: `${file} cannot be read`,
    why: "It records what was sent to ad networks. Without it opt-outs could not be removed there, so nothing is sent.",
    next: "Restore it from a backup. If there is none, empty the audience at the network and move the file away.",
  })),
});
