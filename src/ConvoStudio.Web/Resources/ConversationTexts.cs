namespace ConvoStudio.Web.Resources;

/// <summary>Names the texts of the pages about conversations and decisions, ConversationTexts.resx.</summary>
public sealed class ConversationTexts;
