namespace ConvoStudio.Web.Components.Layout;

/// <summary>What the person chose and what is shown. The cookie is written by theme.js, which alone knows the system's setting.</summary>
/// <param name="Mode"><c>system</c>, <c>light</c> or <c>dark</c>.</param>
/// <param name="Shown"><c>light</c> or <c>dark</c>.</param>
public sealed record ThemeChoice(string Mode, string Shown)
{
    public const string CookieName = "cs-theme";

    public static IReadOnlyList<string> Modes { get; } = ["system", "light", "dark"];

    /// <param name="cookie"><c>mode.shown</c>; anything else is read as the system's theme, shown light until the browser knows better.</param>
    public static ThemeChoice FromCookie(string? cookie) => cookie switch
    {
        "light.light" => new("light", "light"),
        "dark.dark" => new("dark", "dark"),
        "system.dark" => new("system", "dark"),
        _ => new("system", "light"),
    };
}
