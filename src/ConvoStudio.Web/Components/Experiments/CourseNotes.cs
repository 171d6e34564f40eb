using ConvoStudio.Application.Experiments;

namespace ConvoStudio.Web.Components.Experiments;

/// <summary>A line at a moment of an experiment's course, for charts that have time on them.</summary>
public sealed record CourseNote(DateTimeOffset At, string Text);

/// <summary>What stands beside the course of an experiment. The page cascades it, so that any chart of the board can take it.</summary>
/// <param name="All">Oldest first.</param>
public sealed record CourseNotes(IReadOnlyList<CourseNote> All)
{
    public static CourseNotes Of(Experiment experiment) => new([.. experiment.Notes.OrderBy(note => note.At).Select(note => new CourseNote(note.At, note.Text))]);
}
