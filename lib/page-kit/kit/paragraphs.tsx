/** Text of several lines, each a paragraph; a number of the telephone can be tapped. */
export const Paragraphs = ({ text }: { text: string }) => (
  <div class="paragraphs">
    {text.split(/\n+/).map((line, place) => (
      <p key={place}>
        {line.split(telephone).map((part, at) => (at % 2 === 0 ? part : <Telephone key={at} number={part} />))}
      </p>
    ))}
  </div>
);

/** Emergency numbers and hotlines of China; in brackets, so that `split` keeps them. */
const telephone = /(?<![\d-])(110|119|120|122|12345|95598|1[3-9]\d{9}|0\d{2,3}-\d{7,8})(?![\d-])/;

const Telephone = ({ number }: { number: string }) => <a href={`tel:${number.replace('-', '')}`}>{number}</a>;
