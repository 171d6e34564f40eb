namespace ConvoStudio.Web.Components.Common;

/// <summary>What a color means; never used for looks.</summary>
public enum Meaning
{
    Mute,
    Plain,
    Good,
    Bad,
    Warn,
    Info,
    Simulated,
}

internal static class MeaningCss
{
    public static string Css(this Meaning meaning) => meaning switch
    {
        Meaning.Plain => "plain",
        Meaning.Good => "good",
        Meaning.Bad => "bad",
        Meaning.Warn => "warn",
        Meaning.Info => "info",
        Meaning.Simulated => "sim",
        _ => "",
    };
}
