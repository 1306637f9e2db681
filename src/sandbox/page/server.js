/** Everything that the page asks of the server. */
async function ask(path, options) {
  const response = await fetch(`/sandbox/${path}`, options);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.description ?? response.statusText);
  return answer;
}

export const listPeople = (query) => ask(`people?q=${encodeURIComponent(query)}`);

export const readChat = (id) => ask(`chats/${id}`);

/** Lets a person do something: send, press, tap, contact, block, unblock. */
export const act = (id, name, body = {}) => ask(`chats/${id}/${name}`, { method: 'POST', body: JSON.stringify(body) });

export function sendFile(id, file, caption) {
  const query = new URLSearchParams({ name: file.name, mime: file.type, caption });
  return ask(`chats/${id}/file?${query}`, { method: 'POST', body: file });
}

export const fileAddress = (fileId) => `/sandbox/files/${encodeURIComponent(fileId)}`;

/** Listens to what changes, in these chats and among all people; returns the function that ends it. */
export function listen(chats, { onEvent, onOpen, onLost }) {
  const source = new EventSource(`/sandbox/events?chats=${chats.join(',')}`);
  source.onmessage = (message) => onEvent(JSON.parse(message.data));
  source.onopen = onOpen;
  source.onerror = onLost;
  return () => source.close();
}
