// A mail server on this computer that keeps what it is sent.

const net = require('node:net');

/** Opens it. `mails` are those that came, each with its recipients and its text, without soft line ends. */
async function mailbox() {
  const mails = [];
  const server = net.createServer((socket) => {
    let [left, letter, recipients] = ['', null, []];
    const say = (line) => socket.write(`${line}\r\n`);
    const hear = (line) => {
      if (letter !== null) {
        if (line !== '.') {
          // A line that begins with a dot comes with one more.
          letter.push(line.replace(/^\./, ''));
          return;
        }
        mails.push({ recipients, text: letter.join('\n').replace(/=\n/g, '') });
        [letter, recipients] = [null, []];
        say('250 kept');
        return;
      }
      if (/^EHLO/i.test(line)) return say('250 mail.test');
      if (/^QUIT/i.test(line)) return say('221 bye');
      if (/^RCPT/i.test(line)) recipients.push(line.match(/<(.*)>/)[1]);
      if (!/^DATA/i.test(line)) return say('250 ok');
      letter = [];
      say('354 go on');
    };
    socket.on('error', () => {});
    socket.on('data', (data) => {
      const lines = (left + data).split('\r\n');
      left = lines.pop();
      lines.forEach(hear);
    });
    say('220 mail.test ESMTP');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const settings = `[[sink]]\nkind = "smtp"\nname = "mail"\nhost = "127.0.0.1"\nport = ${server.address().port}\nsecurity = "none"\n`
    + 'from = "Service desk <desk@northwind.example>"\nto = ["team@northwind.example"]\n';
  return { mails, settings, close: () => server.close() };
}

module.exports = { mailbox };
