// Runs inside local-slack before its own code (BUN_OPTIONS=--preload), and adds what it lacks on the server's side.
// It changes nothing that it sends to a bot by itself, nor what it answers, except users.info.
import { createHmac } from "node:crypto";

const extras = JSON.parse(process.env.LOCAL_SLACK_EXTRAS ?? "{}");
const [rich, page] = await Promise.all(["rich.js", "page.js"].map((name) => Bun.file(`${import.meta.dir}/${name}`).text()));
const ours = `window.localSlackExtras=${JSON.stringify({ shortcuts: extras.shortcuts })};\n${rich}\n${page}`;
const script = `<script>${ours}</script>`;

// 1. Only this machine may open it; local-slack has no switch for that and binds every interface.
const serve = Bun.serve.bind(Bun);
Bun.serve = (options) =>
  serve({
    ...options,
    hostname: "127.0.0.1",
    async fetch(request, server) {
      const path = new URL(request.url).pathname;
      const response = await options.fetch(request, server);
      if (path === "/api/users.info") return enriched(response);
      if (response?.headers.get("content-type")?.startsWith("text/html")) return amended(response);
      return response;
    },
  });

// 2. The page gets rich.js and page.js, which has to be there before the page's own script.
async function amended(response) {
  const html = (await response.text()).replace("<head>", () => `<head>${script}`);
  return new Response(html, { headers: { "content-type": "text/html; charset=utf-8" } });
}

// 3. Who is an administrator, and which language somebody reads: users.info knows neither.
async function enriched(response) {
  const answer = await response.json();
  if (answer.user) Object.assign(answer.user, extras.people?.[answer.user.id]);
  return Response.json(answer);
}

// 4. Shortcuts, and buttons in a modal. page.js sends them as a slash command of this name, which gives them a real
// trigger; on the way to the bot they become what Slack sends (shapes: api.slack.com/reference/interaction-payloads).
const INTERACTION = "/-interaction";
const send = globalThis.fetch;
globalThis.fetch = (url, init) => {
  if (typeof init?.body !== "string" || !init.body.includes(encodeURIComponent(INTERACTION))) return send(url, init);
  const form = new URLSearchParams(init.body);
  if (form.get("command") !== INTERACTION) return send(url, init);
  const body = new URLSearchParams({ payload: JSON.stringify(interaction(form)) }).toString();
  const stamp = Math.floor(Date.now() / 1000).toString();
  const digest = createHmac("sha256", extras.signing_secret).update(`v0:${stamp}:${body}`).digest("hex");
  const headers = { ...init.headers, "X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": `v0=${digest}` };
  return send(url, { ...init, headers, body });
};

function interaction(form) {
  const { callback_id, message, view, action } = JSON.parse(form.get("text"));
  const team_id = form.get("team_id");
  const action_ts = (Date.now() / 1000).toFixed(6);
  const payload = {
    token: form.get("token"),
    team: { id: team_id, domain: form.get("team_domain") },
    user: { id: form.get("user_id"), name: form.get("user_name"), username: form.get("user_name"), team_id },
    is_enterprise_install: false,
    enterprise: null,
    trigger_id: form.get("trigger_id"),
  };
  if (view) {
    const container = { type: "view", view_id: view.id };
    return { ...payload, type: "block_actions", container, view, actions: [{ ...action, action_ts }] };
  }
  if (!message) return { ...payload, type: "shortcut", action_ts, callback_id };
  return {
    ...payload,
    type: "message_action",
    action_ts,
    callback_id,
    channel: { id: form.get("channel_id"), name: form.get("channel_name") },
    response_url: form.get("response_url"),
    message_ts: message.ts,
    message,
  };
}
