// What is chosen on a page. Who is no longer on the page is no longer chosen.
import { useState } from "./html.js";

export function useSelection(present = []) {
  const [chosen, setChosen] = useState([]);
  const ids = chosen.filter((id) => present.includes(id));
  return {
    ids,
    set: new Set(ids),
    toggle: (id) => setChosen(ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id]),
    choose: setChosen,
    clear: () => setChosen([]),
  };
}
