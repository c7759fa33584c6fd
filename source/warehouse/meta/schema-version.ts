/** Increased when the program expects something new of a warehouse; one of another version is rebuilt. */
export const schemaVersion = 9;
