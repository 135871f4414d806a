// Where a search has found nothing: that it was the search, and not that there is nothing.
import { html } from "../core/html.js";
import { Empty } from "./Empty.js";

export const NoMatch = ({ what, where = "its name", text, hint = "Upper and lower case differ in names." }) => html`
  <${Empty} title=${html`No ${what} has “<bdi>${text}</bdi>” in ${where}.`}>
    <p>${hint}</p>
  <//>
`;
