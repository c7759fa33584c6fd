/** How certain a proposal is; `unclear` ones are asked about on a terminal. */
export type Confidence = "sure" | "likely" | "unclear";
