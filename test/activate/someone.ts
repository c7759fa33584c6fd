import type { Contact } from "../../source/activate/contact.ts";

/** A member of the audience who agreed to everything and has only the given data. */
export function someone(given: Partial<Contact>): Contact {
  return {
    ...{ customerId: "c-1", isMember: true, email: "", phone: "", firstName: "", lastName: "", city: "", region: "" },
    ...{ postalCode: "", country: "", adUserData: true, adPersonalization: true, optedOut: false },
    ...given,
  };
}

/** This many customers with an e-mail address each; every third also has a phone number, every fifth shares one. */
export function people(count: number, changed: (index: number) => Partial<Contact> = () => ({})): readonly Contact[] {
  return Array.from({ length: count }, (_, index) =>
    someone({
      customerId: `c-${String(index).padStart(6, "0")}`,
      email: `person${index}@example.com`,
      phone: index % 5 === 0 ? "+1 650 555 0000" : index % 3 === 0 ? `+1650556${String(index).padStart(4, "0")}` : "",
      ...changed(index),
    }),
  );
}

/** As read from a warehouse. */
export function reading(contacts: readonly Contact[]): () => AsyncIterable<Contact> {
  return async function* () {
    yield* contacts;
  };
}
