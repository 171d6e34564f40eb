namespace ConvoStudio.Browser.Tests;

/// <summary>How a page is looked at.</summary>
public sealed record View(int Width, bool Dark)
{
    /// <summary>The four every page is tried in.</summary>
    public static TheoryData<int, bool> All { get; } = new() { { 1280, false }, { 1280, true }, { 400, false }, { 400, true } };

    public override string ToString() => $"{(Dark ? "dark" : "light")}-{Width}";
}
