import java.io.File;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.multipdf.PDFMergerUtility;

/** Joins PDFs with Apache PDFBox: the last argument is the result. The peer of `pdfbox.py`. */
public class PdfboxMerge {
    public static void main(String[] files) throws Exception {
        PDFMergerUtility merger = new PDFMergerUtility();
        for (int i = 0; i < files.length - 1; i++) {
            merger.addSource(new File(files[i]));
        }
        merger.setDestinationFileName(files[files.length - 1]);
        merger.mergeDocuments(MemoryUsageSetting.setupMainMemoryOnly());
    }
}
