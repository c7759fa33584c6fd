/** A function that works its answer for an object out once, and keeps it for as long as the object is there. */
export function remembered<Of extends object, Answer>(answerFor: (of: Of) => Answer): (of: Of) => Answer {
  const known = new WeakMap<Of, { readonly answer: Answer }>();
  return (of) => {
    const found = known.get(of) ?? { answer: answerFor(of) };
    known.set(of, found);
    return found.answer;
  };
}
