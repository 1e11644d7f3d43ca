// The root of the site leads to the reader's language.
const isChinese = navigator.languages.some((language) => language.toLowerCase().startsWith("zh"));
location.replace(isChinese ? "zh/" : "en/");
