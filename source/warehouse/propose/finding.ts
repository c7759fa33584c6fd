/** What the data says about a question: a proven answer, or the likelier one. */
export interface Finding<Answer> {
  readonly answer: Answer;
  readonly isShown: boolean;
  readonly because: string;
}
