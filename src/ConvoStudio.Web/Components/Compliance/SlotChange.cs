namespace ConvoStudio.Web.Components.Compliance;

/// <summary>Somebody filled a slot.</summary>
/// <param name="Place">The slot's place.</param>
/// <param name="Value">Its new value; null to leave it out.</param>
/// <param name="Close">Nothing more is to be chosen there.</param>
public sealed record SlotChange(string Place, object? Value, bool Close = true);
