// What every component imports: markup in template literals, and state.
import { Component, h, render } from "../lib/preact.js";
import { templateTag } from "./template.js";

export const html = templateTag(h);
export { Component, render };
export { useEffect, useId, useMemo, useRef, useState } from "../lib/hooks.js";
