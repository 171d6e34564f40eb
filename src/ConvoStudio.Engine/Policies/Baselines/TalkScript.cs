using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConvoStudio.Engine.Policies.Baselines;

/// <summary>A scripted talk track: lines in their order. The first line that holds and whose action is eligible is said.</summary>
/// <param name="Lines">Lines in their order, at least one.</param>
/// <param name="Fallback">Action number said when no line holds, as far as it is eligible; null for every eligible action alike.</param>
public sealed record TalkScript(IReadOnlyList<ScriptLine> Lines, int? Fallback = null)
{
    private const int Format = 1;

    /// <summary>Writes the script as UTF-8 JSON; equal scripts write equal bytes.</summary>
    public byte[] Save() => JsonSerializer.SerializeToUtf8Bytes(new TalkScriptData(Format, Lines, Fallback), TalkScriptJson.Default.TalkScriptData);

    /// <summary>The script whose <see cref="Save"/> wrote the bytes.</summary>
    /// <exception cref="InvalidDataException">The bytes are no script, or of a newer format; the message says which.</exception>
    public static TalkScript Load(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var data = JsonSerializer.Deserialize(bytes, TalkScriptJson.Default.TalkScriptData) ?? throw new InvalidDataException("Saved talk track is empty.");
            if (data.Format != Format)
                throw new InvalidDataException($"Saved talk track has format {data.Format}; this build reads {Format}.");
            var script = new TalkScript(data.Lines, data.Fallback);
            return script.Problem() is { } problem ? throw new InvalidDataException($"Saved talk track: {problem}") : script;
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException("Saved talk track is no talk track.", exception);
        }
    }

    /// <summary>What is wrong with it in one sentence, or null.</summary>
    public string? Problem()
    {
        if (Lines.Count == 0)
            return "A talk track needs at least one line.";
        for (var i = 0; i < Lines.Count; i++)
            if (Lines[i].Problem() is { } problem)
                return $"Line {i + 1}: {problem}";
        return Fallback < 0 ? "Action numbers start at 0." : null;
    }
}

/// <summary>One line of a script. All its conditions must hold; one that is absent always does.</summary>
/// <param name="Action">Number of the action said.</param>
/// <param name="After">The customer's last turn held one of these acts; empty for whatever was said last, or nothing.</param>
/// <param name="Act">The act whose count tells how often the line was said; null for no limit.</param>
/// <param name="Most">The line is said while the agent has done <paramref name="Act"/> less often than this, 1 to <see cref="MostTimes"/>.</param>
/// <param name="Following">The agent's last turn held one of these acts (those of a stage, for a line of that stage); empty for any.</param>
/// <param name="When">Words and flags among the facts.</param>
public sealed record ScriptLine(
    int Action, IReadOnlyList<string>? After = null, string? Act = null, int Most = 1, IReadOnlyList<string>? Following = null, IReadOnlyList<ScriptFact>? When = null)
{
    /// <summary>The encoder bounds its counts; beyond this they cannot be told apart.</summary>
    public const int MostTimes = 50;

    internal string? Problem()
    {
        if (Action < 0)
            return "Action numbers start at 0.";
        if (Most is < 1 or > MostTimes)
            return $"A line is said 1 to {MostTimes} times.";
        return When?.Any(f => string.IsNullOrEmpty(f.Fact)) == true ? "A condition names a fact." : null;
    }
}

/// <summary>A condition on a fact. An unknown fact meets neither it nor its opposite.</summary>
/// <param name="Fact">Fact key.</param>
/// <param name="Word">The word of a category; null for a flag.</param>
/// <param name="Is">True: the fact has this word, the flag is set. False: it is known and does not.</param>
public sealed record ScriptFact(string Fact, string? Word = null, bool Is = true);

/// <summary>The script as it is stored.</summary>
internal sealed record TalkScriptData(int Format, IReadOnlyList<ScriptLine> Lines, int? Fallback);

/// <summary>Source-generated serialisation of scripts.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(TalkScriptData))]
internal sealed partial class TalkScriptJson : JsonSerializerContext;
