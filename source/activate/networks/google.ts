import * as z from "zod";
import type { Destination } from "../../domain/activation.ts";
import type { Identifiers } from "../identifiers.ts";
import type { Member, Network } from "./network.ts";

const failure = z.object({
  error: z.object({ code: z.number(), message: z.string().optional(), status: z.string().optional() }),
});
const acceptance = z.object({ requestId: z.string().min(1) });
const status = z.object({
  requestStatusPerDestination: z.array(
    z.object({
      audienceMembersIngestionStatus: z
        .object({ userDataIngestionStatus: z.object({ uploadMatchRateRange: z.string() }) })
        .optional(),
    }),
  ),
});

/** User lists of Google Ads by the Data Manager API. */
export const google: Network = {
  name: "google",
  label: "Google",
  minimum: 100,
  batchSize: 10_000,
  address: "https://datamanager.googleapis.com/v1",
  addressVariable: "GROUNDS_GOOGLE_URL",
  tokenVariable: "GOOGLE_ACCESS_TOKEN",
  headers({ GOOGLE_CLOUD_QUOTA_PROJECT: project }): Readonly<Record<string, string>> {
    return project ? { "x-goog-user-project": project } : {};
  },
  batch(kind, members, to, _, isValidating) {
    const shared = { destinations: [destinationOf(to)], encoding: "HEX", validateOnly: isValidating };
    if (kind === "remove")
      return {
        method: "POST",
        path: "/audienceMembers:remove",
        body: { ...shared, audienceMembers: members.map(({ identifiers }) => ({ userData: userData(identifiers) })) },
      };
    const termsOfService = { customerMatchTermsOfServiceStatus: "ACCEPTED" };
    return {
      method: "POST",
      path: "/audienceMembers:ingest",
      body: { ...shared, termsOfService, audienceMembers: members.map(memberOf) },
    };
  },
  check: undefined,
  verdict(code, answer) {
    if (code === 401) return "token";
    if (code === 408 || code === 429 || code >= 500) return "retry";
    return code < 400 && !failure.safeParse(answer).success ? "ok" : "refused";
  },
  accepted(answer) {
    const known = acceptance.safeParse(answer);
    return known.success ? { requestId: known.data.requestId, rejected: 0 } : undefined;
  },
  complaint(answer) {
    const known = failure.safeParse(answer);
    return known.success ? (known.data.error.message ?? known.data.error.status ?? "") : "";
  },
  matchRequest: (_, requestId) => ({
    method: "GET",
    path: `/requestStatus:retrieve?requestId=${encodeURIComponent(requestId)}`,
  }),
  matchRate(answer) {
    const known = status.safeParse(answer);
    const range = known.data?.requestStatusPerDestination[0]?.audienceMembersIngestionStatus?.userDataIngestionStatus;
    const bounds = /^MATCH_RATE_RANGE_(\d+)_TO_(\d+)$/.exec(range?.uploadMatchRateRange ?? "");
    if (bounds) return `${bounds[1]} to ${bounds[2]} %`;
    return range?.uploadMatchRateRange === "MATCH_RATE_RANGE_LESS_THAN_20" ? "less than 20 %" : "";
  },
  fileHeader: ["Email", "Phone", "First Name", "Last Name", "Country", "Zip"],
  fileRow: (of) => [of.email, of.phone, of.givenName, of.familyName, of.country, of.postalCode],
};

function destinationOf({ account = "", loginAccount, id }: Destination): object {
  const of = (accountId: string) => ({ accountType: "GOOGLE_ADS", accountId });
  return {
    operatingAccount: of(account),
    ...(loginAccount === undefined ? {} : { loginAccount: of(loginAccount) }),
    productDestinationId: id,
  };
}

/** Consent is sent with each member; for members allowed without consent, nothing is claimed. */
function memberOf({ identifiers, isConsented }: Member): object {
  const consent = { adUserData: "CONSENT_GRANTED", adPersonalization: "CONSENT_GRANTED" };
  return { userData: userData(identifiers), ...(isConsented ? { consent } : {}) };
}

function userData({ email, phone, givenName, familyName, country, postalCode }: Identifiers): object {
  const address = { givenName, familyName, regionCode: country, postalCode };
  return {
    userIdentifiers: [
      ...(email === "" ? [] : [{ emailAddress: email }]),
      ...(phone === "" ? [] : [{ phoneNumber: phone }]),
      ...(givenName === "" ? [] : [{ address }]),
    ],
  };
}
