// The settings of an endpoint. What its patterns allow can be tried out before they are saved.
import { ActionForm } from "../components/ActionForm.js";
import { Dialog } from "../components/Dialog.js";
import { Check, Choice, TextArea, TextField } from "../components/Field.js";
import { TryOut } from "../components/TryOut.js";
import { patch, post } from "../core/api.js";
import { figures } from "../core/figures.js";
import { html, useState } from "../core/html.js";
import { useStore } from "../core/store.js";
import { say } from "../core/toasts.js";
import { EndpointChange, endsSubscriptions } from "./EndpointChange.js";

const ROLES = [
  ["pub-sub", "publishes and receives"],
  ["pub-only", "only publishes"],
  ["sub-only", "only receives"],
  ["admin", "administers, and uses topics too"],
];
const MONITOR = ["monitor", "only looks at the administration"];
const TYPES = [["rest", "HTTP"], ["websockets", "WebSocket"], ["service", "service in the server"]];
const DEFAULTS = { name: "", type: "rest", role: "pub-sub", username: "", patterns: [], is_active: true };

export function EndpointForm({ endpoint, etag, onClose, onDone, onStale }) {
  const [values, setValues] = useState(() => {
    const from = endpoint ?? DEFAULTS;
    return { ...from, patterns: from.patterns.join("\n"), password: "" };
  });
  // That of what the form began with: the screen behind it goes on loading.
  const [version] = useState(etag);
  const [isAsking, setAsking] = useState(false);
  const field = (name) => ({
    name,
    value: values[name],
    onChange: (value) => setValues((old) => ({ ...old, [name]: value })),
  });
  const roles = useStore(figures).isThere ? [...ROLES, MONITOR] : ROLES;
  const patterns = values.patterns.split("\n").map((line) => line.trim()).filter(Boolean);
  const save = async () => {
    const { name, type, role, username, password, is_active } = values;
    const body = { name, type, role, username, patterns, is_active, ...(password && { password }) };
    const { data } = endpoint ? await patch("endpoints/" + endpoint.id, body, version) : await post("endpoints", body);
    say(endpoint ? `Changed ${data.name}.` : `Made the endpoint ${data.name}.`);
    return data;
  };
  const saved = (data) => {
    onClose();
    onDone?.(data);
  };
  const changed = { ...values, patterns };
  if (isAsking) {
    return html`<${EndpointChange} endpoint=${endpoint} changed=${changed} save=${save} onStale=${onStale}
      onClose=${() => setAsking(false)} onDone=${saved} />`;
  }
  const saveOrAsk = async () => (endpoint && (await endsSubscriptions(changed)) ? undefined : save());
  return html`
    <${Dialog} title=${endpoint ? "Edit endpoint" : "New endpoint"} onClose=${onClose} isWide>
      <${ActionForm} action=${saveOrAsk} label=${endpoint ? "Save" : "Make the endpoint"} onCancel=${onClose} onStale=${onStale}
        onDone=${(data) => (data ? saved(data) : setAsking(true))}>
        ${(error) => html`
          <div class="fields">
            <${TextField} ...${field("name")} label="Name" error=${error} />
            <${TextField} ...${field("username")} label="Username" error=${error} autocomplete="off" autocapitalize="none" spellcheck="false" />
            <${TextField} ...${field("password")} label=${endpoint ? "New password" : "Password"} error=${error} type="password"
              autocomplete="new-password" hint=${endpoint ? "Empty: the password stays. A new one ends all its sessions." : "At least 8 characters; never shown again"} />
            <${Choice} ...${field("role")} label="Role" error=${error} options=${roles.map(([key, text]) => [key, `${key}: ${text}`])} />
            <${Choice} ...${field("type")} label="Type" error=${error} options=${TYPES} />
            <${Check} ...${field("is_active")} label="Active" hint="Otherwise its logins are refused." />
            <${TextArea} ...${field("patterns")} label="Patterns" error=${error} rows="5" class="code"
              hint="One a line: pub=/orders/* or sub=/orders/**. One star is anything but a slash, two are anything. The first line that matches counts." />
          </div>
          <${TryOut} endpoint=${changed} />`}
      <//>
    <//>
  `;
}
