// A photo that tells where it was taken.

/** What its metadata says of the place; stands nowhere else in it. */
const PLACE = Buffer.from('48 deg 51 min N, 2 deg 21 min E');

/** The smallest grey JPEG there is: one pixel. */
const PIXEL = 'ffd8ffdb004300'
  + '03'.padEnd(128, '03')
  + 'ffc0000b080001000101011100'
  + 'ffc40014000100000000000000000000000000000009'
  + 'ffc40014100100000000000000000000000000000000'
  + 'ffda0008010100003f0054ffd9';

/** A JPEG with EXIF and a comment that name a place. */
function photo() {
  const pixel = Buffer.from(PIXEL, 'hex');
  const segment = (marker, contents) => {
    const head = Buffer.from([0xff, marker, 0, 0]);
    head.writeUInt16BE(contents.length + 2, 2);
    return Buffer.concat([head, contents]);
  };
  // A big-endian directory with one entry: a description, whose text stands behind it.
  const directory = Buffer.alloc(26);
  directory.write('MM\0*', 0, 'latin1');
  directory.writeUInt32BE(8, 4);
  directory.writeUInt16BE(1, 8);
  directory.writeUInt16BE(0x010e, 10);
  directory.writeUInt16BE(2, 12);
  directory.writeUInt32BE(PLACE.length, 14);
  directory.writeUInt32BE(26, 18);
  const exif = segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), directory, PLACE]));
  return Buffer.concat([pixel.subarray(0, 2), exif, segment(0xfe, PLACE), pixel.subarray(2)]);
}

module.exports = { PLACE, photo };
