using System.Globalization;
using System.Text.RegularExpressions;
using ConvoStudio.Web.Components;

namespace ConvoStudio.Web.Tests.Components;

/// <summary>The tokens of theme.css: readable in both themes, and the same values as in ConvoTheme.</summary>
public sealed partial class ThemeTokensTests
{
    private static readonly string[] Surfaces = ["page", "surface", "sunken", "hover", "nav-bg"];
    private static readonly string[] Meanings = ["good", "bad", "warn", "info", "sim", "mute"];
    private static readonly string[] Marks = ["c0", "c1", "c2", "c3", "c4", "c5", "good-fill", "warn-fill", "bad-fill", "focus", "control-line", "zero"];
    private static readonly Dictionary<string, string> Light = Read(":root");
    private static readonly Dictionary<string, string> Dark = Read("[data-theme=\"dark\"]");

    public static IEnumerable<(string Front, string Back, double Least)> Pairs()
    {
        foreach (var surface in Surfaces)
            foreach (var text in (string[])["text", "text-2", "text-3", "link"]) yield return (text, surface, 4.5);
        foreach (var text in (string[])["text", "text-2"]) yield return (text, "selected", 4.5);
        foreach (var meaning in Meanings)
        {
            yield return (meaning, meaning + "-bg", 4.5);
            yield return (meaning, "surface", 4.5);
            yield return ("text", meaning + "-bg", 4.5);
            yield return ("text-2", meaning + "-bg", 4.5);
        }
        yield return ("on-accent", "accent", 4.5);
        yield return ("on-accent", "accent-hover", 4.5);
        yield return ("page", "text", 4.5);
        yield return ("axis", "surface", 4.5);
        foreach (var mark in Marks)
            foreach (var surface in (string[])["page", "surface"]) yield return (mark, surface, 3);
        foreach (var mark in (string[])["good-fill", "warn-fill", "bad-fill", "c0", "c1"]) yield return (mark, "sunken", 3);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Tokens_EveryPair_HasEnoughContrast(bool dark)
    {
        var tokens = dark ? Dark : Light;
        var pairs = Pairs().ToList();
        Assert.True(pairs.Count >= 70);
        var low = pairs.Where(pair => Contrast(tokens[pair.Front], tokens[pair.Back]) < pair.Least)
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Front} on {pair.Back}: {Contrast(tokens[pair.Front], tokens[pair.Back]):0.00}, at least {pair.Least}"));
        Assert.Empty(low);
    }

    [Fact]
    public void Contrast_OfKnownPairs_IsAsPublished()
    {
        Assert.Equal(21, Contrast("#000000", "#ffffff"), 6);
        Assert.Equal(4.54, Contrast("#767676", "#ffffff"), 2);
        Assert.Equal(1, Contrast("#123456", "#123456"), 6);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void ConvoTheme_HasTheColorsOfTheTokens(bool dark)
    {
        var tokens = dark ? Dark : Light;
        MudBlazor.Palette palette = dark ? ConvoTheme.Create().PaletteDark : ConvoTheme.Create().PaletteLight;
        (string Token, MudBlazor.Utilities.MudColor Color)[] pairs =
        [
            ("accent", palette.Primary), ("on-accent", palette.PrimaryContrastText), ("text-2", palette.Secondary), ("sim", palette.Tertiary), ("good", palette.Success),
            ("bad", palette.Error), ("warn", palette.Warning), ("info", palette.Info), ("page", palette.Background), ("sunken", palette.BackgroundGray), ("surface", palette.Surface),
            ("surface", palette.AppbarBackground), ("text", palette.AppbarText), ("nav-bg", palette.DrawerBackground), ("text-2", palette.DrawerText), ("text", palette.TextPrimary),
            ("text-2", palette.TextSecondary), ("line", palette.LinesDefault), ("control-line", palette.LinesInputs), ("line", palette.Divider), ("line", palette.TableLines), ("hover", palette.TableHover),
        ];
        Assert.All(pairs, pair => Assert.Equal(tokens[pair.Token], pair.Color.ToString(MudBlazor.Utilities.MudColorOutputFormats.Hex), ignoreCase: true));
    }

    [Fact]
    public void Dark_NamesEveryColorOfLight() => Assert.Empty(Light.Keys.Except(Dark.Keys));

    // WCAG 2.2, relative luminance and contrast ratio.
    private static double Contrast(string first, string second)
    {
        var (a, b) = (Luminance(first), Luminance(second));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string hex)
    {
        double Channel(int at)
        {
            var value = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }
        return 0.2126 * Channel(1) + 0.7152 * Channel(3) + 0.0722 * Channel(5);
    }

    private static Dictionary<string, string> Read(string selector)
    {
        var css = RepositoryFiles.Read("wwwroot", "css", "theme.css");
        var start = css.IndexOf(selector + " {", StringComparison.Ordinal);
        var block = css[start..css.IndexOf('}', start)];
        return Token().Matches(block).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value, StringComparer.Ordinal);
    }

    [GeneratedRegex("--cs-([a-z0-9-]+):\\s*(#[0-9a-f]{6})\\b")]
    private static partial Regex Token();
}
