// Words that are hard to read: less than 4.5 to 1 against what lies behind them (3 to 1 for large ones), as WCAG counts it.
() => {
  const colours = (text) => [...text.matchAll(/rgba?\(([^)]+)\)/g)].map(([, inner]) => {
    const [r, g, b, alpha = 1] = inner.split(/[ ,/]+/).map(Number);
    return { channels: [r, g, b], alpha };
  });

  const luminance = (channels) => {
    const [r, g, b] = channels.map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };

  const contrast = (one, other) => {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };

  // The nearest painted surface: of a gradient all its colours.
  const behind = (element) => {
    for (let box = element; box; box = box.parentElement) {
      const { backgroundColor, backgroundImage } = getComputedStyle(box);
      const gradient = backgroundImage.includes("gradient") ? colours(backgroundImage) : [];
      const painted = [...gradient, ...colours(backgroundColor)].filter(({ alpha }) => alpha === 1);
      if (painted.length) return painted.map(({ channels }) => channels);
    }
    return [[255, 255, 255]];
  };

  const large = ({ fontSize, fontWeight }) => parseFloat(fontSize) >= 24 || (parseFloat(fontSize) >= 18.66 && fontWeight >= 700);
  const ownWords = (element) => [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data).join("").trim();

  return [...document.querySelectorAll("body *")]
    .filter((element) => ownWords(element) && element.checkVisibility() && !element.matches(".skip, .visually-hidden, script, style, template"))
    .map((element) => {
      const style = getComputedStyle(element);
      const [{ channels }] = colours(style.color);
      const worst = Math.min(...behind(element).map((surface) => contrast(channels, surface)));
      return { words: ownWords(element).slice(0, 40), worst, least: large(style) ? 3 : 4.5 };
    })
    .filter(({ worst, least }) => worst < least)
    .map(({ words, worst }) => `“${words}”: ${worst.toFixed(2)}`);
}
