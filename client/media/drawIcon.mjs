// Draws icon.png: five words as bars as high as their surprisal, one of them surprising. usage: node client/media/drawIcon.mjs
import { writeFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';

const size = 256;
/** Samples a pixel and axis: edges are smooth. */
const samples = 4;
const ground = [0x1b, 0x2a, 0x41];
const bars = [
  { height: 0.26, color: [0x74, 0xad, 0xd1] },
  { height: 0.4, color: [0x9c, 0xc9, 0xdf] },
  { height: 0.18, color: [0x45, 0x75, 0xb4] },
  { height: 0.86, color: [0xf4, 0x6d, 0x43] },
  { height: 0.32, color: [0x74, 0xad, 0xd1] },
];
const margin = 0.17;
const step = (1 - 2 * margin) / bars.length;
const barWidth = step * 0.68;

/** Whether a point, in units of the icon's side, lies in a box with round corners. */
const inRoundBox = (x, y, left, top, right, bottom, radius) => {
  if (x < left || x > right || y < top || y > bottom) return false;
  const dx = Math.max(left + radius - x, x - (right - radius), 0);
  const dy = Math.max(top + radius - y, y - (bottom - radius), 0);
  return dx * dx + dy * dy <= radius * radius;
};

/** Red, green, blue and alpha at a point, each 0 to 255. */
const colorAt = (x, y) => {
  if (!inRoundBox(x, y, 0, 0, 1, 1, 0.2)) return [0, 0, 0, 0];
  const bottom = 1 - margin;
  for (const [index, { height, color }] of bars.entries()) {
    const left = margin + index * step + (step - barWidth) / 2;
    const top = bottom - height * (1 - 2 * margin);
    if (inRoundBox(x, y, left, top, left + barWidth, bottom, barWidth * 0.3)) return [...color, 255];
  }
  return [...ground, 255];
};

const rows = Buffer.alloc(size * (1 + size * 4));
for (let row = 0; row < size; row++) {
  for (let column = 0; column < size; column++) {
    const sum = [0, 0, 0, 0];
    for (let i = 0; i < samples * samples; i++) {
      const x = (column + ((i % samples) + 0.5) / samples) / size;
      const y = (row + (Math.floor(i / samples) + 0.5) / samples) / size;
      const [red, green, blue, alpha] = colorAt(x, y);
      sum[0] += red * alpha;
      sum[1] += green * alpha;
      sum[2] += blue * alpha;
      sum[3] += alpha;
    }
    const offset = row * (1 + size * 4) + 1 + column * 4;
    for (let channel = 0; channel < 3; channel++)
      rows[offset + channel] = sum[3] === 0 ? 0 : Math.round(sum[channel] / sum[3]);
    rows[offset + 3] = Math.round(sum[3] / (samples * samples));
  }
}

/** A chunk of a PNG file (W3C PNG, section 5.3). */
const chunk = (type, data) => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
};

const header = Buffer.alloc(13);
header.writeUInt32BE(size, 0);
header.writeUInt32BE(size, 4);
// Eight bits a channel, with alpha.
header.set([8, 6, 0, 0, 0], 8);
writeFileSync(
  new URL('icon.png', import.meta.url),
  Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]),
);
