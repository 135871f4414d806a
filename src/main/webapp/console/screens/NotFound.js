import { Empty } from "../components/Empty.js";
import { Header } from "../components/Header.js";
import { html } from "../core/html.js";

export const NotFound = () => html`
  <${Header} title="Nothing here" />
  <${Empty} title="There is no screen at this address.">
    <p><a href="#/">Go to the overview</a></p>
  <//>
`;
