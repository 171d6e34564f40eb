using ConvoStudio.Application.Audit;

namespace ConvoStudio.Web.Components.Audits;

/// <summary>One field an entry changed, in words.</summary>
/// <param name="Before">Null for a thing that was added.</param>
/// <param name="After">Null for a thing that was removed.</param>
public sealed record AuditFieldChange(string Field, string? Before, string? After);

/// <summary>An entry as it is read: who did what to which thing.</summary>
/// <param name="Thing">"action", "person".</param>
/// <param name="Name">How people call it; empty when there is only one of it.</param>
/// <param name="Href">Its page, when it still has one for whoever reads.</param>
/// <param name="Text">The sentence without the person: changed action “offer”: stage from close to offer.</param>
public sealed record AuditLine(AuditEntry Entry, string Thing, string Name, string? Href, string Text, IReadOnlyList<AuditFieldChange> Changes);
