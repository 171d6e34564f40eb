using ConvoStudio.Application.Experiments;
using ConvoStudio.Web.Components.LiveMetrics;

namespace ConvoStudio.Web.Components.Experiments;

/// <summary>The notes of an experiment as marks beside its course.</summary>
public static class NoteMarks
{
    /// <returns>The oldest first.</returns>
    public static IReadOnlyList<BoardMark> Of(Experiment experiment) => [.. experiment.Notes.OrderBy(note => note.At).Select(note => new BoardMark(note.At, note.Text))];
}
