// One thing at a time: a second click or tap that was meant for the first does nothing.
import { useRef, useState } from "./html.js";

/** As long as somebody takes for a double click, counted from the end of what the first one did. */
const SETTLED = 600;

/** @returns whether something is being done, and what does a thing unless something is */
export function useBusy() {
  const [isBusy, setBusy] = useState(false);
  const isTaken = useRef(false);
  const set = (value) => {
    isTaken.current = value;
    setBusy(value);
  };
  const run = async (action) => {
    if (isTaken.current) {
      return;
    }
    set(true);
    try {
      await action();
    } finally {
      setTimeout(() => set(false), SETTLED);
    }
  };
  return [isBusy, run];
}
