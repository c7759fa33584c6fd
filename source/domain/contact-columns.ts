/** What activation matches customers by, and their consents; nothing else reads these columns of customers. */
export const contactColumns = [
  "phone",
  "address_city",
  "address_region",
  "address_postal_code",
  "address_country",
  "consent_ad_user_data",
  "consent_ad_personalization",
  "opted_out",
] as const;

/** Columns of personal data: they name a person or say where they live. Masked on every screen, in no export and no log. */
export const personalColumns: readonly string[] = [
  "email",
  "first_name",
  "last_name",
  ...contactColumns.filter((column) => /^(phone|address_)/.test(column)),
];
