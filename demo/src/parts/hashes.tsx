const longHex = /(0x[0-9a-fA-F]{14,})/;

/** Text with its long hex shortened, or as it is. */
export function Hashes({ text, full = false }: { text: string; full?: boolean }) {
  return (
    <>
      {text.split(longHex).map((piece, i) =>
        longHex.test(piece) ? (
          <code key={i} className="hash" title={piece}>
            {full ? piece : `${piece.slice(0, 6)}…${piece.slice(-4)}`}
          </code>
        ) : (
          piece
        ),
      )}
    </>
  );
}
