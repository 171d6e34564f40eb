using ConvoStudio.Engine.Compliance.Sentences;

namespace ConvoStudio.Engine.Compliance.Monitors;

/// <summary>An action pattern in numbers.</summary>
internal sealed class PatternMatch(ActionPattern pattern, RuleNames names)
{
    private readonly bool[]? _acts = RuleNames.Table(pattern.Acts, names.ActCount, names.Act);
    private readonly bool[]? _stages = RuleNames.Table(pattern.Stages, names.Vocabulary.Stages.Count, names.Stage);
    private readonly bool[]? _tags = RuleNames.Table(pattern.Tags, names.Vocabulary.Tags.Count, names.Tag);

    /// <summary>First place where it fits, or -1.</summary>
    public int First(MoveShape move) => !FitsWhole(move) ? -1 : _acts is null ? 0 : move.FirstOf(_acts);

    /// <summary>Number of places where it fits; without acts, once.</summary>
    public int Count(MoveShape move)
    {
        if (!FitsWhole(move))
            return 0;
        if (_acts is null)
            return 1;
        var count = 0;
        foreach (var act in move.Acts)
            if (act >= 0 && _acts[act])
                count++;
        return count;
    }

    private bool FitsWhole(MoveShape move)
    {
        if (_stages is not null && (move.Stage < 0 || !_stages[move.Stage]))
            return false;
        if (_tags is null)
            return true;
        foreach (var tag in move.Tags)
            if (tag >= 0 && _tags[tag])
                return true;
        return false;
    }
}
