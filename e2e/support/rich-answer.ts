/** A bit of everything that an answer can hold. */
export const richAnswer = `# How tides work

The Moon pulls at the water[^moon] more on the near side than on the far side. See [the tide tables](https://tides.example.org/tables) or <https://noaa.example.gov/>. Some say [https://bank.example](https://evil.example/login) and [apple](https://аpple.com/), and [not this](javascript:alert(1)). Write to [us](mailto:us@a.example).

## Two a day

1. First high tide
   - nested with \`inline code\` and **strong**
   - [x] done
   - [ ] not done
2. Second high tide

   A paragraph inside.

- [x] A task
- [ ] Another

> A quote that goes on
>
> > and one inside it

### A table

| Place | Range in m | Note | Another rather long column heading | More |
| :--- | ---: | :---: | --- | --- |
| Bay of Fundy | 16.3 | highest<br>on earth | ${'many words here '.repeat(4)} | [link](https://a.example) |
| Bristol Channel | 15 | | \`code\` | 2[^two] |

\`\`\`python
# Greets somebody.
import math
class Tide(Base):
    """Doc string."""
    def height(self, t: float = 0.5) -> float:
        return self.a * math.sin(2 * math.pi * t) if t is not None else f"{t:.2f} m and a line that is quite long indeed so that it scrolls"
\`\`\`

\`\`\`diff
- old
+ new
\`\`\`

\`\`\`json
{ "a": [1, true, null], "b": "x\\n" }
\`\`\`

\`\`\`
no language
\`\`\`

\`\`\`js
if (user != 'admin\u202e \u2066// check\u2069 \u2066') {}
\`\`\`

![A picture of the sea](https://images.example.net/sea.png?who=me) and ![](data:image/png;base64,AAAA) and [![badge](https://img.example/b.svg)](https://a.example/)

שלום עולם, this is a line in Hebrew.

<div onclick="x()">raw html</div> and <b>bold</b>

---

Last line.

[^moon]: The Sun pulls as well, about half as much.

    With a second paragraph.
[^two]: Two of them. Back to [^moon].
`;
