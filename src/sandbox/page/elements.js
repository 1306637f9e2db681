/** Makes an element; strings among the children become text, never markup. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else if (name in made && name !== 'list') made[name] = value;
    else made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.filter((child) => child !== undefined && child !== null && child !== false));
  return made;
}

const PATHS = {
  attach: 'M15.5 7.5 9 14a2.1 2.1 0 0 0 3 3l7-7a4.2 4.2 0 0 0-6-6l-7 7a6.3 6.3 0 0 0 9 9l5.5-5.5',
  send: 'M4 12 20 4.5 15.5 20l-4-6.5zm7.5 1.5L20 4.5',
  close: 'M6 6l12 12M18 6 6 18',
  back: 'M15 5l-7 7 7 7',
  more: 'M12 6h.01M12 12h.01M12 18h.01',
  down: 'M12 5v13m-6-6 6 6 6-6',
  file: 'M7 3.5h7l4 4v13H7zM14 3.5v4h4',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zm-7 8c.6-3.6 3.4-5.5 7-5.5s6.4 1.9 7 5.5',
  place: 'M12 21s6.5-5.6 6.5-11a6.5 6.5 0 0 0-13 0c0 5.4 6.5 11 6.5 11zm0-8.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
  block: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM6 6l12 12',
  link: 'M9 7h8v8M17 7 7 17',
};

/** A small line drawing that takes the colour of its text. */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}

/** A round picture with the initial of the given name, which comes last in Vietnamese. */
export function avatar({ id, name }) {
  const given = name.trim().split(/\s+/).at(-1) ?? '?';
  const made = element('span', { className: 'avatar', 'aria-hidden': 'true' }, [...given][0] ?? '?');
  made.style.setProperty('--hue', String((id * 47) % 360));
  return made;
}
