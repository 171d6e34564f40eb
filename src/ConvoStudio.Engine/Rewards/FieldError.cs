namespace ConvoStudio.Engine.Rewards;

/// <summary>What is wrong with a field, in words for the person who typed it.</summary>
/// <param name="Field">Name of the field.</param>
/// <param name="Message">One sentence.</param>
public sealed record FieldError(string Field, string Message);
