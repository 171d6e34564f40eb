namespace ConvoStudio.Engine.Contexts;

/// <summary>The known value of a turn of which nobody has said what it does. It is stored, shown and counted; it is no act: moves, rules and
/// encoder slots see a turn without acts, so a schema made before it existed reads the same.</summary>
public static class Unlabelled
{
    /// <summary>How it is stored and sent. No playbook may have an act of this name.</summary>
    public const string Word = "unlabelled";

    private static readonly IReadOnlyList<string> Stored = [Word];

    /// <summary>Acts as they are stored: the given ones, or the word alone where there are none (also null, and the word itself).</summary>
    public static IReadOnlyList<string> Store(IReadOnlyList<string>? acts) => Read(acts ?? []) is { Count: > 0 } labels ? labels : Stored;

    /// <summary>Acts as the engine reads them: without the word, so empty for an unlabelled turn.</summary>
    public static IReadOnlyList<string> Read(IReadOnlyList<string> acts)
    {
        for (var i = 0; i < acts.Count; i++)
        {
            if (acts[i] == Word)
                return [.. acts.Where(a => a != Word)];
        }

        return acts;
    }
}
