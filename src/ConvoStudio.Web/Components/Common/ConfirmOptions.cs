namespace ConvoStudio.Web.Components.Common;

/// <summary>What a <see cref="ConfirmDialog"/> says. Buttons are verb and thing; the safe one says what stays.</summary>
/// <param name="ReasonLabel">Label of the reason field; null = no reason is asked.</param>
public sealed record ConfirmOptions(string Title, string Text, string Confirm, string Keep, string? ReasonLabel = null, bool Danger = true);
